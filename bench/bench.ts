/** npm run bench -- <which> [options] */

import { runAutomationsBench } from './automations/automations-bench.ts'
import { runBroadcastBench } from './broadcast/broadcast-bench.ts'
import { runBulkBench } from './bulk/bulk-bench.ts'
import { runCommand } from './children/undo.ts'
import { runCreatesBench } from './creates/creates-bench.ts'
import { runIntakeBench } from './intake/intake-bench.ts'
import { runMembershipBench } from './membership/membership-bench.ts'
import { runProfile } from './profile/run-profile.ts'
import { runReadsBench } from './reads/reads-bench.ts'
import { runRendersBench } from './renders/renders-bench.ts'
import { runSegmentsBench } from './segments/segments-bench.ts'
import { runWebhooksBench } from './webhooks/webhooks-bench.ts'

const benches: Record<string, (args: readonly string[]) => Promise<number>> = {
  broadcast: runBroadcastBench,
  automations: runAutomationsBench,
  bulk: runBulkBench,
  creates: runCreatesBench,
  intake: runIntakeBench,
  membership: runMembershipBench,
  profile: runProfile,
  webhooks: runWebhooksBench,
  reads: runReadsBench,
  segments: runSegmentsBench,
  renders: runRendersBench,
}

const [name = '', ...args] = process.argv.slice(2)

await runCommand(async () => {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
  if (bench) return bench(args)
  console.error(`Say which: npm run bench -- ${Object.keys(benches).join(' | ')} [--help]`)
  return 2
})
