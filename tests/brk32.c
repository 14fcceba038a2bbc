/* brk32.c - a heap that grows in a process of 32 bits, without a C library (which hosts of 64 bits
 * seldom have for both)
 *
 * cc -m32 -nostdlib -static -ffreestanding: moves the program break by 24 KiB at each SIGUSR1, ends
 * at SIGTERM. */

enum {
	SYS_EXIT = 1,
	SYS_BRK = 45,
	SYS_RT_SIGPROCMASK = 175,
	SYS_RT_SIGTIMEDWAIT = 177,
	SYS_WRITE = 4
};
enum { SIGUSR1 = 10, SIGTERM = 15, SET_BYTES = 8, STEP = 24 * 1024 };

static long call(long number, long a, long b, long c, long d)
{
	long result;

	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "a"(number), "b"(a), "c"(b), "d"(c), "S"(d)
			 : "memory");
	return result;
}

void _start(void)
{
	static const unsigned wanted[2] = { 1u << (SIGUSR1 - 1) | 1u << (SIGTERM - 1), 0 };
	static const char ready[] = "ready\n";
	long end = call(SYS_BRK, 0, 0, 0, 0);

	call(SYS_RT_SIGPROCMASK, 0, (long)wanted, 0, SET_BYTES);
	end = call(SYS_BRK, end + STEP, 0, 0, 0);
	call(SYS_WRITE, 1, (long)ready, sizeof ready - 1, 0);
	while (call(SYS_RT_SIGTIMEDWAIT, (long)wanted, 0, 0, SET_BYTES) == SIGUSR1) {
		end = call(SYS_BRK, end + STEP, 0, 0, 0);
		for (char *page = (char *)end - STEP; page < (char *)end; page += 4096)
			*(volatile char *)page = 1;
	}
	call(SYS_EXIT, 0, 0, 0, 0);
	__builtin_unreachable();
}
