/* column_known_letters.c - known names of columns whose first letter is not in ASCII. */
#include "column_known_letters.h"

static const struct column_known_row rows[] = {
	{ "čas", COLUMN_TIME, 4, 0 },
	{ "время", COLUMN_TIME, 4, 0 },
	{ "дата", COLUMN_DATE, 3, 0 },
	{ "дата_время", COLUMN_TIME, 4, 0 },
	{ "имя", COLUMN_NAME, 6, 0 },
	{ "имя_процесса", COLUMN_NAME, 6, 0 },
	{ "использование_памяти", COLUMN_RSS, 2, 0 },
	{ "пам_ять", COLUMN_RSS, 2, 0 },
	{ "память", COLUMN_RSS, 2, 0 },
	{ "память_процесса", COLUMN_RSS, 2, 0 },
	{ "процес", COLUMN_NAME, 6, 0 },
	{ "процесс", COLUMN_NAME, 6, 0 },
	{ "час", COLUMN_TIME, 4, 0 },
	{ "プロセス", COLUMN_NAME, 6, 0 },
	{ "プロセス名", COLUMN_NAME, 6, 0 },
	{ "メモリ", COLUMN_RSS, 2, 0 },
	{ "メモリー", COLUMN_RSS, 2, 0 },
	{ "メモリ使用量", COLUMN_RSS, 2, 0 },
	{ "内存", COLUMN_RSS, 2, 0 },
	{ "内存使用", COLUMN_RSS, 2, 0 },
	{ "内存使用量", COLUMN_RSS, 2, 0 },
	{ "内存占用", COLUMN_RSS, 2, 0 },
	{ "名前", COLUMN_NAME, 6, 0 },
	{ "名称", COLUMN_NAME, 6, 0 },
	{ "日付", COLUMN_DATE, 3, 0 },
	{ "日時", COLUMN_TIME, 4, 0 },
	{ "日期", COLUMN_DATE, 3, 0 },
	{ "日期时间", COLUMN_TIME, 4, 0 },
	{ "时间", COLUMN_TIME, 4, 0 },
	{ "時刻", COLUMN_TIME, 4, 0 },
	{ "時間", COLUMN_TIME, 4, 0 },
	{ "記憶體", COLUMN_RSS, 2, 0 },
	{ "記憶體使用量", COLUMN_RSS, 2, 0 },
	{ "进程", COLUMN_NAME, 6, 0 },
	{ "进程名", COLUMN_NAME, 6, 0 },
	{ "进程名称", COLUMN_NAME, 6, 0 },
	{ "날짜", COLUMN_DATE, 3, 0 },
	{ "메모리", COLUMN_RSS, 2, 0 },
	{ "메모리_사용량", COLUMN_RSS, 2, 0 },
	{ "시간", COLUMN_TIME, 4, 0 },
	{ "이름", COLUMN_NAME, 6, 0 },
	{ "프로세스", COLUMN_NAME, 6, 0 },
};

const struct column_known_row *column_known_letters(size_t *count)
{
	*count = sizeof rows / sizeof *rows;
	return rows;
}
