/**
 * Answers in XML. The vendor's pages promise it and show none, so the form is ours: an element for each name, `item` for
 * what a list holds, an attribute `class` for `@class`, and `<entry key="…">` for a name that no element can have.
 */
const name = /^(?!xml)[A-Za-z_][A-Za-z0-9_.-]*$/i

export function toXml(body: unknown): string {
  const isWrapped = isObject(body) && Object.keys(body).length === 1 && Object.hasOwn(body, 'response')
  const content = isWrapped ? (body as { response: unknown }).response : body
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('response', '', content)}\n`
}

function element(tag: string, attributes: string, value: unknown): string {
  if (value === null || value === undefined) return `<${tag}${attributes}/>`
  if (Array.isArray(value))
    return `<${tag}${attributes}>${value.map(item => element('item', '', item)).join('')}</${tag}>`
  if (!isObject(value)) return `<${tag}${attributes}>${escapeText(String(value))}</${tag}>`
  const kind = Object.hasOwn(value, '@class') ? ` class="${escapeText(String(value['@class']))}"` : ''
  const children = Object.entries(value)
    .filter(([key]) => key !== '@class')
    .map(([key, child]) =>
      name.test(key) ? element(key, '', child) : element('entry', ` key="${escapeText(key)}"`, child),
    )
  return `<${tag}${attributes}${kind}>${children.join('')}</${tag}>`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** Characters that XML 1.0 has no way to write become U+FFFD. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"\r]/g, character => entities[character]!)
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
}
