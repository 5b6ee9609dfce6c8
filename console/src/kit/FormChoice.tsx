import { SegmentedControl } from '@mantine/core'

export type Form = 'html' | 'text'

interface Props {
  readonly value: Form
  readonly onChange: (form: Form) => void
}

/** Which form of a message to look at, where it has both. */
export function FormChoice({ value, onChange }: Props) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Form"
      style={{ alignSelf: 'flex-start' }}
      value={value}
      onChange={onChange}
      data={[
        { value: 'html', label: 'HTML' },
        { value: 'text', label: 'Text' },
      ]}
    />
  )
}
