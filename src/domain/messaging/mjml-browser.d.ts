/** The package has no types of its own. */
declare module 'mjml-browser' {
  export default function compile(source: string): Promise<{
    html: string
    errors: readonly { line: number; message: string }[]
  }>
}
