/** The languages of the editor: JSON, and Liquid in plain text or in the marks of HTML and MJML. */
import { json } from '@codemirror/lang-json'
import { HighlightStyle, StreamLanguage, type StringStream } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { tags } from '@lezer/highlight'

export type CodeLanguage = 'json' | 'liquid' | 'markup'

export function languageOf(language: CodeLanguage): Extension {
  return language === 'json' ? json() : liquid(language === 'markup')
}

/** As in what is shown to be read: code.module.css. */
export const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.tagName], color: 'light-dark(#0b5d8a, #8cc8ee)' },
  { tag: tags.string, color: 'light-dark(#1d6b35, #8fd6a4)' },
  { tag: [tags.number, tags.attributeName], color: 'light-dark(#9a4a06, #f0b37a)' },
  { tag: [tags.bool, tags.null, tags.keyword], color: 'light-dark(#7a3b9a, #d3a5ea)' },
  { tag: tags.variableName, color: 'light-dark(#7a3b9a, #d3a5ea)' },
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)' },
])

type Place = 'text' | 'tag' | 'comment' | '"' | "'"

interface State {
  /** Where in the markup. */
  readonly in: Place
  /** Within Liquid, what ends it. */
  readonly until: '}}' | '%}' | undefined
}

const liquid = (hasMarks: boolean) =>
  StreamLanguage.define<{ now: State }>({
    startState: () => ({ now: { in: 'text', until: undefined } }),
    copyState: ({ now }) => ({ now }),
    token(stream, state) {
      const { now } = state
      if (now.until) return liquidToken(stream, now.until, () => (state.now = { ...now, until: undefined }))
      if (stream.match('{{')) {
        state.now = { ...now, until: '}}' }
        return 'keyword'
      }
      if (stream.match('{%')) {
        state.now = { ...now, until: '%}' }
        return 'keyword'
      }
      if (hasMarks) return markToken(stream, now.in, place => (state.now = { ...now, in: place }))
      if (!stream.match(/^[^{]+/)) stream.next()
      return null
    },
  })

function liquidToken(stream: StringStream, until: string, leave: () => void): string | null {
  if (stream.eatSpace()) return null
  if (stream.match(until) || stream.match(`-${until}`)) {
    leave()
    return 'keyword'
  }
  if (stream.match(/^"[^"]*"?|^'[^']*'?/)) return 'string'
  if (stream.match(/^\d+(\.\d+)?/)) return 'number'
  if (stream.match(/^[\p{L}_][\p{L}\p{N}_.-]*/u)) return 'variableName'
  stream.next()
  return null
}

function markToken(stream: StringStream, place: Place, go: (place: Place) => void): string | null {
  if (place === 'comment') {
    if (stream.match('-->')) go('text')
    else if (!stream.match(/^(?:(?!-->|\{[{%]).)+/)) stream.next()
    return 'comment'
  }
  if (place === '"' || place === "'") {
    if (stream.eat(place)) go('tag')
    else if (!stream.match(place === '"' ? /^[^"{]+/ : /^[^'{]+/)) stream.next()
    return 'string'
  }
  if (place === 'tag') {
    if (stream.match(/^\/?>/)) {
      go('text')
      return 'tagName'
    }
    const quote = stream.eat(/["']/)
    if (quote) {
      go(quote as Place)
      return 'string'
    }
    if (stream.match(/^[\w:@.-]+/)) return 'attributeName'
    stream.next()
    return null
  }
  if (stream.match('<!--')) {
    go('comment')
    return 'comment'
  }
  if (stream.match(/^<\/?[a-zA-Z!][\w:-]*/)) {
    go('tag')
    return 'tagName'
  }
  if (!stream.match(/^[^<{]+/)) stream.next()
  return null
}
