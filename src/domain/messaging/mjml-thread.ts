/** A thread that compiles one MJML source and ends: see mjml.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import compile from 'mjml-browser'

const { html, errors } = await compile(workerData as string)
parentPort!.postMessage({ html, problem: errors[0] && `line ${errors[0].line}: ${errors[0].message}` })
