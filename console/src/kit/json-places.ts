/** Where in a text of JSON a thing is: for faults that are told by a pointer. Lines and columns count from 1. */
import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/json'

export interface Place {
  readonly line: number
  readonly column: number
}

export interface TextFault extends Place {
  readonly message: string
}

/** Each place; of what is not there, the innermost thing around it that is. */
export function placesOf(text: string, pointers: readonly string[]): Place[] {
  const top = parser.parse(text).topNode.firstChild
  return pointers.map(pointer => {
    let [node, shown] = [top, top]
    for (const name of namesIn(pointer)) {
      const inner: SyntaxNode | null = node && child(text, node, name)
      if (!inner) break
      shown = inner
      node = inner.name === 'Property' ? inner.lastChild : inner
    }
    return toPlace(text, shown?.from ?? 0)
  })
}

/** What keeps the text from being read, or what would be lost by reading it: names that are there twice. */
export function textFaults(text: string): TextFault[] {
  try {
    JSON.parse(text)
  } catch (error) {
    return [{ ...toPlace(text, placeOfBreak(text)), message: wordsOf(error as Error) }]
  }
  return twice(text)
}

/** Browsers say where in words of their own; the line is told beside it. */
const wordsOf = ({ message }: Error) => message.replace(/ (in JSON )?at (position|line) .*$/, '')

function placeOfBreak(text: string): number {
  let at = text.length
  parser.parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) at = Math.min(at, from)
    },
  })
  return at
}

function twice(text: string): TextFault[] {
  const faults: TextFault[] = []
  parser.parse(text).iterate({
    enter: ({ name, node }) => {
      if (name !== 'Object') return
      const seen = new Set<string>()
      for (const property of node.getChildren('Property')) {
        const key = property.getChild('PropertyName')
        if (!key) continue
        const named = readName(text, key)
        const message = `"${named}" is here a second time: only the last one counts`
        if (seen.has(named)) faults.push({ ...toPlace(text, key.from), message })
        seen.add(named)
      }
    },
  })
  return faults
}

const namesIn = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'))

function child(text: string, node: SyntaxNode, name: string): SyntaxNode | null {
  if (node.name === 'Object')
    return (
      node.getChildren('Property').findLast(property => {
        const key = property.getChild('PropertyName')
        return key !== null && readName(text, key) === name
      }) ?? null
    )
  if (node.name !== 'Array') return null
  let item = node.firstChild?.nextSibling ?? null
  for (let n = 0; item && n < Number(name); n++) item = item.nextSibling
  return item && !/[[\]]/.test(item.name) ? item : null
}

function readName(text: string, key: SyntaxNode): string {
  try {
    return JSON.parse(text.slice(key.from, key.to))
  } catch {
    return text.slice(key.from + 1, key.to - 1)
  }
}

function toPlace(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
