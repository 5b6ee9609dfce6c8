import { Box, Input, Skeleton } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useId } from 'react'
import classes from './code.module.css'
import type { CodeFault } from './code-fault.ts'
import type { CodeLanguage } from './code-languages.ts'

const CodeMirror = lazy(async () => ({ default: (await import('./CodeMirror.tsx')).CodeMirror }))

interface Props {
  readonly label: string
  readonly language: CodeLanguage
  readonly value: string
  /** Without it the code is only to be read. */
  readonly onChange?: (value: string) => void
  readonly description?: ReactNode
  /** Marked at their lines, and told below. */
  readonly faults?: readonly CodeFault[]
  readonly minHeight?: number
  readonly maxHeight?: number
}

/** Code to be written, with colours, numbers of lines and faults at their lines. It is loaded when it is first needed. */
export function CodeEditor(props: Props) {
  const { label, description, faults = [], minHeight = 120, maxHeight = 520, ...rest } = props
  const id = useId()
  const isWrong = faults.length > 0
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      {...(description && { description })}
      error={isWrong && <Faults of={faults} />}
      errorProps={{ id }}
    >
      <Box className={classes.editor!} mt={4} mih={minHeight + 2} data-wrong={isWrong || undefined}>
        <Suspense fallback={<Skeleton h={minHeight} radius={0} />}>
          <CodeMirror
            {...rest}
            label={label}
            faults={faults}
            minHeight={minHeight}
            maxHeight={maxHeight}
            {...(isWrong && { describedBy: id })}
          />
        </Suspense>
      </Box>
    </Input.Wrapper>
  )
}

function Faults({ of }: { readonly of: readonly CodeFault[] }) {
  return of.slice(0, 20).map(({ line, message }) => (
    <span key={`${line} ${message}`} className={classes.fault}>
      {line !== undefined && `Line ${line}: `}
      {message}
    </span>
  ))
}
