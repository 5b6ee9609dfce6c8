/** The package has no types of its own. */
declare module 'hoodiecrow-imap' {
  interface ImapServer {
    readonly server: object
    listen(port: number, host: string, done: () => void): void
    close(done?: () => void): void
  }
  export default function hoodiecrow(options: object): ImapServer
}
