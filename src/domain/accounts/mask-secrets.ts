/** What stands for a secret that is not told. */
const mask = '***'

/** Members of JSON whose names say that their values are secret, also in a text that was cut. */
const secretMembers =
  /"([^"\\]{0,60}(?:secret|password|token|api[_-]?key|authorization|credential)[^"\\]{0,60})"(\s{0,10}:\s{0,10})"(?:[^"\\]|\\.)*(?:"|…?$)/gi
/** Our own secrets, wherever they stand. */
const ownSecrets = /\b(pk_|whsec_)[\w+/=-]{16,}/g
const bearer = /\b(bearer|basic) +[\w.~+/=-]{8,}/gi
const secretParameters = /([?&][^=&]{0,60}(?:key|token|secret|password)[^=&]{0,60}=)[^&]*/gi

/** A JSON text, whole or cut, in which secrets are hidden. Takes time in proportion to the text. */
export function maskSecrets(text: string): string {
  return text
    .replace(secretMembers, `"$1"$2"${mask}"`)
    .replace(ownSecrets, `$1${mask}`)
    .replace(bearer, `$1 ${mask}`)
}

/** The same for the query of an address. */
export function maskQuery(path: string): string {
  return path.replace(secretParameters, `$1${mask}`).replace(ownSecrets, `$1${mask}`)
}
