import { decodePunycode } from './punycode.ts'

/** Characters that RFC 5892 section 2.6 decides by name. */
const ALLOWED_BY_NAME = /[\u00df\u03c2\u06fd\u06fe\u0f0b\u3007]/
const REFUSED_BY_NAME = /[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]/
const ALLOWED_IN_CONTEXT = /[\u00b7\u0375\u05f3\u05f4\u30fb\u0660-\u0669\u06f0-\u06f9\u200c\u200d]/
const LETTERS_AND_DIGITS = /[\p{Ll}\p{Lu}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}]/u
const IGNORABLE =
  /[\p{Default_Ignorable_Code_Point}\p{White_Space}]|[\u{20d0}-\u{20ff}]|[\u{1d100}-\u{1d24f}]/u
const OLD_HANGUL = /[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]/
/** Cherokee folds to its upper case; everything else folds to what lower-casing the upper case gives. */
const CHEROKEE_UPPER = /[\u13a0-\u13f5]/
const CHEROKEE_LOWER = /[\u13f8-\u13fd\uab70-\uabbf]/

const JOINING_SCRIPTS =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Adlam}\\p{Script=Mandaic}]'
/** Arabic letters that join nothing, and those that join only the letter before them. */
const JOINS_NOTHING = '[\\u0621\\u0674]'
const JOINS_BACK_ONLY =
  '[\\u0622-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0673\\u0675-\\u0677\\u0688-\\u0699\\u06c0\\u06c3-\\u06cb\\u06cd\\u06cf\\u06d2-\\u06d5]'
/** Stands in for Joining_Type, which the runtime does not know: exact for Arabic, lenient for the other scripts. */
const BETWEEN_JOINED = new RegExp(
  `[[${JOINING_SCRIPTS}&&\\p{L}]--${JOINS_NOTHING}--${JOINS_BACK_ONLY}]\\p{Mn}*\u200c\\p{Mn}*[[${JOINING_SCRIPTS}&&\\p{L}]--${JOINS_NOTHING}]`,
  'v',
)

/** Where the characters that need a neighbour may stand (RFC 5892 Appendix A), one test per rule: true is a fault. */
const OUT_OF_CONTEXT: readonly RegExp[] = [
  /(?<!l)\u00b7|\u00b7(?!l)/,
  /\u0375(?!\p{Script=Greek})/u,
  /(?<!\p{Script=Hebrew})[\u05f3\u05f4]/u,
  /^[^\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]*\u30fb[^\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]*$/u,
  /[\u0660-\u0669].*[\u06f0-\u06f9]|[\u06f0-\u06f9].*[\u0660-\u0669]/,
]

/**
 * Whether the label, which starts with "xn--", stands for a valid Unicode label (RFC 5891 sections 4.2 and 5.4).
 * The rule for right-to-left labels (RFC 5893) is not asked: it binds registries.
 */
export function isALabel(label: string): boolean {
  const text = decodePunycode(label.slice(4).toLowerCase())
  if (text === undefined || !/[^\0-\x7f]/.test(text) || text.normalize('NFC') !== text) return false
  if (text.startsWith('-') || text.endsWith('-') || text.slice(2, 4) === '--') return false
  if (/^\p{M}/u.test(text)) return false
  return [...text].every(isAllowed) && !OUT_OF_CONTEXT.some(rule => rule.test(text)) && joinersFit(text)
}

/** The derived property of RFC 5892 section 3: PVALID, or allowed in a context. */
function isAllowed(char: string): boolean {
  if (ALLOWED_BY_NAME.test(char) || ALLOWED_IN_CONTEXT.test(char)) return true
  if (REFUSED_BY_NAME.test(char) || IGNORABLE.test(char) || OLD_HANGUL.test(char)) return false
  if (/^[a-z0-9-]$/.test(char)) return true
  return LETTERS_AND_DIGITS.test(char) && isStable(char)
}

/** Whether compatibility normalisation and case folding leave the character as it is. */
function isStable(char: string): boolean {
  if (char === '\u0131' || CHEROKEE_UPPER.test(char)) return true
  if (CHEROKEE_LOWER.test(char)) return false
  return char.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC') === char
}

/** Joiners stand after a virama; the non-joiner also between two letters that would join (Appendix A.1 and A.2). */
function joinersFit(text: string): boolean {
  const apart = text.replace(/(.?)([\u200c\u200d])/gsu, (pair, before) =>
    before && isVirama(before) ? before : pair,
  )
  return !/[\u200c\u200d]/.test(apart.replace(new RegExp(BETWEEN_JOINED, 'gv'), ''))
}

/** Combining class 9: normalisation sorts the character after class 8 (U+3099) and before class 10 (U+05B0). */
function isVirama(char: string): boolean {
  return (
    `\u05b0${char}`.normalize('NFD') === `${char}\u05b0` &&
    `${char}\u3099`.normalize('NFD') === `\u3099${char}`
  )
}
