import { SettingsForm } from './SettingsForm.tsx'
import { retentionFields } from './setting-fields.ts'

const groups = [
  {
    title: 'For how long things are kept',
    about: 'What is older is removed in the background. It cannot be brought back.',
    fields: retentionFields,
  },
]

export function RetentionSection() {
  return <SettingsForm groups={groups} />
}
