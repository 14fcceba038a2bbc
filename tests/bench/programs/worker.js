// worker.js WORK - does one round of WORK for each line that it reads, and answers each with a line. With --expose-gc a
// round ends with a full collection.
const { EventEmitter } = require('events');
const kept = [], map = new Map(), emitter = new EventEmitter();
emitter.setMaxListeners(0);
const work = {
	map: (n) => { for (let i = 0; i < 40; i++) map.set(`${n}-${i}`, { n, i, text: 't'.repeat(60) + n }); },
	lru: (n) => { for (let i = 0; i < 60; i++) { map.set(60 * n + i, { n, text: 'x' + n }); if (map.size > 1500) map.delete(map.keys().next().value); } },
	listeners: (n) => { const room = new Array(1200).fill(n); emitter.on('tick', () => room.length); },
	removed: (n) => { const room = new Array(1200).fill(n), f = () => room.length; emitter.on('tick', f); emitter.removeListener('tick', f); },
	buffers: (n) => { kept.push(Buffer.alloc(12000, n % 250)); },
	timers: (n) => { const room = new Array(900).fill(n); kept.push(setTimeout(() => room.length, 1e8)); },
	weak: (n) => { for (let i = 0; i < 50; i++) map.set(i, new WeakRef({ n, room: new Array(100).fill(i) })); },
};
let n = 0;
require('readline').createInterface({ input: process.stdin }).on('line', () => {
	work[process.argv[2]](n++);
	if (global.gc) global.gc();
	console.log('ok');
}).on('close', () => process.exit(0));
