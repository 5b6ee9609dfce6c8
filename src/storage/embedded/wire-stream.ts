import { Duplex } from 'node:stream'
import type { Worker } from 'node:worker_threads'

/**
 * A socket for the `pg` driver that ends in the worker thread instead of on a network, so that one driver, one set
 * of type parsers and one kind of error serve the embedded and the server database alike.
 */
export class WireStream extends Duplex {
  readonly #worker: Worker
  readonly #receive = (message: Uint8Array | string) => {
    if (typeof message !== 'string')
      this.push(Buffer.from(message.buffer, message.byteOffset, message.byteLength))
  }
  readonly #break = () => this.destroy(new Error('Connection terminated: the embedded database stopped'))

  constructor(worker: Worker) {
    super()
    this.#worker = worker
    worker.on('message', this.#receive)
    worker.on('exit', this.#break)
  }

  /** Called by the driver in place of a TCP connect. */
  connect() {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void) {
    this.#send(chunk)
    done()
  }

  override _writev(parts: { chunk: Uint8Array }[], done: () => void) {
    this.#send(Buffer.concat(parts.map(part => part.chunk)))
    done()
  }

  override _read() {}

  /** The driver is done. There is no other side that would close in turn, and without it the driver waits for ever. */
  override _final(done: () => void) {
    this.#worker.off('message', this.#receive)
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void) {
    this.#worker.off('message', this.#receive)
    this.#worker.off('exit', this.#break)
    done(error)
  }

  // What the driver asks of a TCP socket and a thread does not have.
  setNoDelay() {}
  setKeepAlive() {}
  ref() {}
  unref() {}

  #send(bytes: Uint8Array) {
    const isTerminate = bytes.length === 5 && bytes[0] === 0x58
    if (isTerminate) return
    this.#worker.postMessage(new Uint8Array(bytes))
  }
}
