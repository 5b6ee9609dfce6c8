import { Box } from '@mantine/core'
import classes from './code.module.css'
import { Scroll } from './Scroll.tsx'
import { differencesOf } from './text-diff.ts'

interface Props {
  readonly label: string
  readonly before: string
  readonly after: string
}

const signs = { same: ' ', gone: '−', new: '+', more: ' ' } as const

/** Two texts, line by line: what is in the one alone, what in the other, and a little around it. */
export function TextDiff({ label, before, after }: Props) {
  return (
    <Box className={classes.frame}>
      <Scroll label={label} maxHeight={360}>
        <pre className={classes.code}>
          {differencesOf(before, after).map(({ kind, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are made anew all at once.
            <span key={index} className={classes.line} data-kind={kind}>
              {signs[kind]} {text}
              {'\n'}
            </span>
          ))}
        </pre>
      </Scroll>
    </Box>
  )
}
