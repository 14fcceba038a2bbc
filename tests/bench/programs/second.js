// second.js WORK - as worker.js, but other works. With --expose-gc a round ends with a full collection.
const kept = [], set = new Set(), registry = new FinalizationRegistry(() => {});
let head = null;
const work = {
	set: (n) => { for (let i = 0; i < 60; i++) set.add(`session-${n}-${i}-` + 's'.repeat(40) + n); },
	promises: (n) => { for (let i = 0; i < 5; i++) { const room = new Array(250).fill(n); kept.push(new Promise((done) => { room.done = done; }).then(() => room)); } },
	settled: async (n) => { for (let i = 0; i < 60; i++) await Promise.resolve(new Array(200).fill(n)); },
	ring: (n) => { for (let i = 0; i < 100; i++) kept.push({ n, i, text: `r${n}-${i}` }); kept.splice(0, Math.max(0, kept.length - 1500)); },
	arrays: (n) => { kept.push(new Uint8Array(20000).fill(n)); if (kept.length > 20) kept.shift(); },
	chain: (n) => { const before = head, room = new Array(500).fill(n); head = () => [before, room]; },
	watched: (n) => { for (let i = 0; i < 40; i++) registry.register({ n, room: new Array(100).fill(i) }, i); },
	json: (n) => { const text = JSON.stringify(Array.from({ length: 800 }, (v, i) => ({ n, i, name: 'j' + i }))); if (JSON.parse(text).length !== 800) process.exit(1); },
};
let n = 0;
require('readline').createInterface({ input: process.stdin }).on('line', async () => {
	await work[process.argv[2]](n++);
	if (global.gc) global.gc();
	console.log('ok');
}).on('close', () => process.exit(0));
