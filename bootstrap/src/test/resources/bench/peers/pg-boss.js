// Reads numbers of jobs, a line each; enqueues so many, has them done and writes how many were done in a second.
import { createInterface } from 'node:readline'
import { PgBoss } from 'pg-boss'

const QUEUE = 'empty'
// Fetched and completed in batches, by more than one at a time.
const BATCH = 1_000
const WORKERS = 2

const boss = new PgBoss({ connectionString: process.argv[2] })
boss.on('error', error => console.error(error))
await boss.start()
await boss.createQueue(QUEUE)

async function work () {
  for (;;) {
    const jobs = await boss.fetch(QUEUE, { batchSize: BATCH })
    if (jobs.length === 0) return
    await boss.complete(QUEUE, jobs.map(job => job.id))
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const jobs = Number(line)
  for (let done = 0; done < jobs; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, jobs - done) }, () => ({}))
    await boss.insert(QUEUE, batch)
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: WORKERS }, work))
  console.log(jobs / ((performance.now() - start) / 1000))
}
await boss.stop()
