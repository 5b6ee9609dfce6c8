import { Select, Stack } from '@mantine/core'
import { kindOfMatch, matchKinds, newMatch } from '../match-kinds.ts'
import type { Match } from '../model/definition.ts'
import { FieldList } from './FieldList.tsx'
import type { EditorProps } from './field.ts'
import { WhereEditor } from './TestEditor.tsx'

type Props = Omit<EditorProps, 'value' | 'onChange' | 'field' | 'holder'> & {
  readonly match: Match
  readonly onChange: (match: Match) => void
  readonly label?: string
}

/** A kind of fact, its details, and what must hold of its values. */
export function MatchFields({ match, onChange, label = 'What happens', ...rest }: Props) {
  const { where, ...others } = match
  return (
    <Stack gap="xs">
      <Select
        label={label}
        allowDeselect={false}
        searchable
        data={Object.entries(matchKinds).map(([value, kind]) => ({ value, label: kind.label }))}
        value={match.kind}
        onChange={next => next !== null && next !== match.kind && onChange(newMatch(next))}
      />
      <FieldList
        {...rest}
        fields={kindOfMatch(match.kind).fields}
        holder={match}
        onChange={next => onChange(next as Match)}
      />
      <WhereEditor
        {...rest}
        match={match}
        value={where}
        pointer={`${rest.pointer}/where`}
        onChange={next => onChange(next === undefined ? others : { ...match, where: next })}
      />
    </Stack>
  )
}

export const MatchEditor = ({ value, onChange, field, holder: _, ...rest }: EditorProps) => (
  <MatchFields
    {...rest}
    label={field.label}
    match={(value ?? newMatch('purchase')) as Match}
    onChange={onChange}
  />
)
