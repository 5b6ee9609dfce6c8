import { Box } from '@mantine/core'
import { CopyIcon } from './CodeBlock.tsx'
import classes from './code.module.css'
import { Scroll } from './Scroll.tsx'

interface Props {
  readonly value: unknown
  readonly label: string
  readonly maxHeight?: number
}

/** JSON to be read, with colours. It is text: nothing in it is ever run. */
export function JsonView({ value, label, maxHeight = 480 }: Props) {
  const text = JSON.stringify(value, null, 2) ?? 'undefined'
  return (
    <Box className={classes.frame}>
      <Scroll label={label} maxHeight={maxHeight}>
        <pre className={classes.code}>{text.length > 100_000 ? text : toParts(text)}</pre>
      </Scroll>
      <Box className={classes.copy}>
        <CopyIcon value={text} label={`Copy ${label}`} />
      </Box>
    </Box>
  )
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

function toParts(text: string) {
  const parts = []
  let at = 0
  for (const match of text.matchAll(token)) {
    const [whole, string, colon, word] = match
    parts.push(text.slice(at, match.index))
    const kind = colon ? classes.name : string ? classes.string : word ? classes.word : classes.number
    parts.push(
      <span key={match.index} className={kind}>
        {whole}
      </span>,
    )
    at = match.index + whole.length
  }
  parts.push(text.slice(at))
  return parts
}
