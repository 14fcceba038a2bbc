// node.js - a full collection at each SIGUSR2: start the program with `node --expose-gc -r ./node.js PROGRAM`, and put
// `kill -USR2 PID` at the end of ACTION.
process.on('SIGUSR2', () => global.gc());
