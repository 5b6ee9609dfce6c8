/** A body of the type multipart/form-data, made by the platform's own writer of forms. */
export interface PartsBody {
  readonly body: Buffer
  readonly headers: { readonly 'content-type': string }
}

export type Part = readonly [name: string, content: string | Buffer, fileName?: string]

export async function partsOf(parts: readonly Part[]): Promise<PartsBody> {
  const form = new FormData()
  for (const [name, content, fileName] of parts) {
    if (fileName === undefined) form.append(name, String(content))
    else form.append(name, new Blob([content as Buffer<ArrayBuffer>]), fileName)
  }
  const made = new Response(form)
  const body = Buffer.from(await made.arrayBuffer())
  return { body, headers: { 'content-type': made.headers.get('content-type')! } }
}
