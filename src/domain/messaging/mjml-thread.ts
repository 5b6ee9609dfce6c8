/** A thread that compiles one MJML source and ends: see mjml.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import compile from 'mjml-browser'

/** None are linked to but those that the author names with mj-font: a mail tells no font server that it is read. */
const fonts = {}

const { html, errors } = await compile(workerData as string, { fonts })
parentPort!.postMessage({ html, problems: errors.map(({ line, message }) => `line ${line}: ${message}`) })
