/** The door of the mails: writing down a letter together with what it tells. Sending it is a worker's. */
export { writePaidMail } from "./write-paid-mail.ts";
