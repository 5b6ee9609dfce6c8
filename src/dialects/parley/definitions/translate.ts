import Type, { type Static } from 'typebox'
import type { ConsentDefinition } from '../../../domain/contacts/consent-definition.ts'
import type { ContactTypeDefinition } from '../../../domain/contacts/contact-type.ts'

const Texts = Type.Record(Type.String(), Type.String(), { description: 'By language, such as sv-SE.' })

export const ContactTypeBody = Type.Object(
  {
    displayName: Type.String({ description: 'The name that people see; other than the id.' }),
    keyAttribute: Type.Union(
      (['email', 'mobilePhone', 'externalId', 'socialSecurityNumber'] as const).map(name =>
        Type.Literal(name),
      ),
      { description: 'What contacts of the type are known by.' },
    ),
    mandatoryAttributes: Type.Array(Type.String(), { description: 'What they must have besides.' }),
  },
  { additionalProperties: false },
)

export const ContactTypeModel = Type.Object({
  id: Type.String(),
  displayName: Type.String(),
  keyAttribute: Type.String(),
  mandatoryAttributes: Type.Array(Type.String()),
})

export const ConsentBody = Type.Object(
  {
    name: Type.String({ description: 'The name that people see.' }),
    isMandatory: Type.Boolean({ description: 'Without a yes to it no contact is made.' }),
    displayText: Type.Optional(Texts),
    linkText: Type.Optional(Texts),
    conditionText: Type.Optional(Texts),
  },
  { additionalProperties: false },
)

export const ConsentModel = Type.Object({
  id: Type.String(),
  name: Type.String(),
  isMandatory: Type.Boolean(),
  displayText: Texts,
  linkText: Texts,
  conditionText: Texts,
})

export const toWireContactType = (type: ContactTypeDefinition): Static<typeof ContactTypeModel> => ({
  id: type.id,
  displayName: type.displayName,
  keyAttribute: type.keyAttribute,
  mandatoryAttributes: [...type.mandatoryAttributes],
})

export const toWireConsent = ({
  displayText,
  linkText,
  conditionText,
  ...rest
}: ConsentDefinition): Static<typeof ConsentModel> => ({
  ...rest,
  displayText: { ...displayText },
  linkText: { ...linkText },
  conditionText: { ...conditionText },
})
