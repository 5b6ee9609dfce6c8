const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** For a place in HTML, also between double quotes. */
export const escapeText = (text: string) => text.replaceAll(/[&<>"]/g, character => entities[character]!)
