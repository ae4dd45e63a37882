/** `<subject>: <message>`, unless the message begins with its subject already. */
export function about(subject: string, message: string): string {
  return message.startsWith(`${subject}: `) || message.startsWith(`${subject} `)
    ? message
    : `${subject}: ${message}`;
}
