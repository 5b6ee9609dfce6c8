import { Accordion, Group, SimpleGrid, Stack, Table, Text } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useAnswer, usePages } from '../../api/queries.ts'
import type { Contact, Purchase } from '../../api/shapes.ts'
import { NextPage } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Money } from '../../kit/numbers.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Scroll } from '../../kit/Scroll.tsx'
import { Section } from '../../kit/Section.tsx'
import { Stat } from '../../kit/Stat.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'

/** Receipts, with what is on them, and what they come to. */
export function PurchasesTab({ contact }: { readonly contact: Contact }) {
  const params = { contactId: contact.id }
  const purchases = usePages('listPurchases', { params, query: {} })
  const { data: figures } = useAnswer('getPurchaseFigures', { params })
  useLive(['receipt.*'], ['listPurchases', 'getPurchaseFigures'], contact.id)
  if (purchases.isPending) return <PageLoading />
  if (purchases.error && purchases.items.length === 0)
    return <ErrorState error={purchases.error} onRetry={() => purchases.refetch()} />
  if (purchases.items.length === 0)
    return (
      <Section>
        <EmptyState icon={IconReceipt} title="No purchases yet">
          Receipts come from your tills and your shop, by an e-mail address, a phone or a member number.
        </EmptyState>
      </Section>
    )
  return (
    <>
      {figures && (
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <Stat
            label="In all"
            value={<Money amount={figures.all.amount} currency={figures.currency} />}
            note={`${figures.all.receipts} receipts`}
          />
          <Stat
            label="In a year"
            value={<Money amount={figures.lastYear.amount} currency={figures.currency} />}
            note={`${figures.lastYear.receipts} receipts`}
          />
          <Stat
            label="A receipt on average"
            value={<Money amount={figures.all.average} currency={figures.currency} />}
          />
        </SimpleGrid>
      )}
      <Section flush>
        <Accordion chevronPosition="left">
          {purchases.items.map(purchase => (
            <Receipt key={purchase.id} purchase={purchase} />
          ))}
        </Accordion>
        {purchases.hasNextPage && <NextPage {...purchases} />}
      </Section>
    </>
  )
}

function Receipt({ purchase }: { readonly purchase: Purchase }) {
  const { id, at, receiptNumber, store, currency, netPrice, items } = purchase
  return (
    <Accordion.Item value={id}>
      <Accordion.Control>
        <Group justify="space-between" gap="sm">
          <Stack gap={0}>
            <Text size="sm" fw={550}>
              {store.name || store.id} · {receiptNumber}
            </Text>
            <Text size="xs" c="dimmed">
              <Time at={at} form="short" />
            </Text>
          </Stack>
          <Text size="sm" fw={600}>
            <Money amount={netPrice} currency={currency} />
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Scroll label={`Receipt ${receiptNumber}`}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Article</Table.Th>
                <Table.Th ta="right">Quantity</Table.Th>
                <Table.Th ta="right">Price</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((item, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a receipt never change, and may be alike.
                <Table.Tr key={place}>
                  <Table.Td>
                    {item.articleName || item.sku}
                    {item.type !== 'PURCHASE' && ` (${item.type.toLowerCase()})`}
                  </Table.Td>
                  <Table.Td ta="right">{item.quantity}</Table.Td>
                  <Table.Td ta="right">
                    <Money amount={item.grossPaidPrice} currency={currency} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Scroll>
      </Accordion.Panel>
    </Accordion.Item>
  )
}
