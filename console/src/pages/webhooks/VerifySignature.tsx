import { Stack, Tabs, Text } from '@mantine/core'
import { CodeBlock } from '../../kit/CodeBlock.tsx'
import { Section } from '../../kit/Section.tsx'
import { samples } from './verify-samples.ts'

/** How a receiver sees that a message comes from here and is whole. */
export function VerifySignature({ dialect }: { readonly dialect: string }) {
  if (dialect === 'webengage')
    return (
      <Section title="Who sends" about="WebEngage does not sign. It says in the address who it is.">
        <Text size="sm" mt="sm">
          Each message is posted to your address with the parameters eventType, licenseCode and secret. The
          last is the MD5, in hexadecimal, of the license code, a colon and your secret: compare it, and
          refuse what differs.
        </Text>
      </Section>
    )
  return (
    <Section
      title="Check the signature"
      about="As Standard Webhooks has it; libraries for it and for Svix read these headers, too."
    >
      <Stack mt="sm">
        <Text size="sm">
          Compute HMAC-SHA256 over the id, the time and the body as it came, byte for byte, with the bytes of
          your secret. While two secrets are valid the header has a signature of each: one that fits is
          enough. Refuse what is older than five minutes, and what you have seen already, by its id.
        </Text>
        <Tabs defaultValue={samples[0].language} keepMounted={false}>
          <Tabs.List>
            {samples.map(({ language }) => (
              <Tabs.Tab key={language} value={language}>
                {language}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {samples.map(({ language, code }) => (
            <Tabs.Panel key={language} value={language} pt="sm">
              <CodeBlock code={code} label={`how to check it in ${language}`} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </Stack>
    </Section>
  )
}
