/** An editor for each type of field. */
import { AreaEditor } from './AreaEditor.tsx'
import { AudienceEditor } from './AudienceEditor.tsx'
import type { Editors } from './editors-context.ts'
import { JsonEditor } from './JsonEditor.tsx'
import {
  BatchEditor,
  BranchesEditor,
  CasesEditor,
  ConsentsEditor,
  HeadersEditor,
  PreferencesEditor,
  SharesEditor,
  SlotsEditor,
  ThrottleEditor,
  WeekdaysEditor,
} from './list-editors.tsx'
import { MappingEditor } from './MappingEditor.tsx'
import { MatchEditor } from './MatchFields.tsx'
import { SegmentEditor } from './SegmentEditor.tsx'
import {
  AttributeEditor,
  ChoiceEditor,
  DurationEditor,
  LinesEditor,
  NumberEditor,
  PathEditor,
  SchemaEditor,
  StepEditor,
  SwitchEditor,
  TagsEditor,
  TemplateEditor,
  TextEditor,
  TimeEditor,
  ZoneEditor,
} from './simple-editors.tsx'
import { TestEditor } from './TestEditor.tsx'
import { ValuesEditor } from './ValuesEditor.tsx'

export const editors: Editors = {
  area: AreaEditor,
  attribute: AttributeEditor,
  audience: AudienceEditor,
  batch: BatchEditor,
  branches: BranchesEditor,
  cases: CasesEditor,
  choice: ChoiceEditor,
  consents: ConsentsEditor,
  duration: DurationEditor,
  headers: HeadersEditor,
  json: JsonEditor,
  lines: LinesEditor,
  list: SegmentEditor,
  mapping: MappingEditor,
  match: MatchEditor,
  number: NumberEditor,
  path: PathEditor,
  preferences: PreferencesEditor,
  schema: SchemaEditor,
  segment: SegmentEditor,
  shares: SharesEditor,
  signedDuration: DurationEditor,
  slots: SlotsEditor,
  step: StepEditor,
  switch: SwitchEditor,
  tags: TagsEditor,
  template: TemplateEditor,
  test: TestEditor,
  text: TextEditor,
  throttle: ThrottleEditor,
  time: TimeEditor,
  values: ValuesEditor,
  weekdays: WeekdaysEditor,
  zone: ZoneEditor,
}
