// Reads numbers of jobs, a line each; enqueues so many, has them done and writes how many were done in a second.
import { createInterface } from 'node:readline'

process.env.NO_LOG_SUCCESS = '1' // As its own measurement has it; it is read when the package is.
const { Logger, makeWorkerUtils, runOnce } = await import('graphile-worker')

const ADDED_AT_ONCE = 10_000
// What its documentation names as the settings with which it was measured.
const preset = {
  worker: {
    connectionString: process.argv[2],
    concurrentJobs: 24,
    maxPoolSize: 25,
    localQueue: { size: 500 },
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0
  }
}
const logger = new Logger(() => (level, message) => level === 'error' && console.error(message))
const utils = await makeWorkerUtils({ preset, logger })
await utils.migrate()

for await (const line of createInterface({ input: process.stdin })) {
  const jobs = Number(line)
  for (let added = 0; added < jobs; added += ADDED_AT_ONCE) {
    const batch = Array.from({ length: Math.min(ADDED_AT_ONCE, jobs - added) },
      () => ({ identifier: 'empty', payload: {} }))
    await utils.addJobs(batch)
  }
  const start = performance.now()
  await runOnce({ preset, logger, taskList: { empty: () => {} } }) // Ends when all are done and deleted.
  console.log(jobs / ((performance.now() - start) / 1000))
}
await utils.release()
