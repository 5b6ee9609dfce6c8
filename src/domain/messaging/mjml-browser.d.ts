/** The package has no types of its own. */
declare module 'mjml-browser' {
  export default function compile(
    source: string,
    options: { fonts: Readonly<Record<string, string>> },
  ): Promise<{
    html: string
    errors: readonly { line: number; message: string }[]
  }>
}
