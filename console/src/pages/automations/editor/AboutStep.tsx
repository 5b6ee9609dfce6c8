import { Text } from '@mantine/core'
import { TextLink } from '../../../kit/links.tsx'
import type { StepNumbers } from '../canvas/canvas-context.ts'
import { entryId } from '../model/definition.ts'

/** Who is at a step now, and the way to them. */
export function AboutStep({
  step,
  numbers,
}: {
  readonly step: string
  readonly numbers: StepNumbers | undefined
}) {
  if (step === entryId || !numbers) return null
  const { waiting, failing } = numbers
  return (
    <Text size="sm">
      {waiting === 1 ? 'One contact is' : `${waiting} contacts are`} here now
      {failing > 0 && `, ${failing} of which cannot go on`}.{' '}
      <TextLink to="." search={{ tab: 'runs', state: 'waiting', step }}>
        Show them
      </TextLink>
    </Text>
  )
}
