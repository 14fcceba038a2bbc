// second.cc - as worker.c, but in C++: `second WORK`; the works are in the table at the end.
#include <cstdio>
#include <cstring>
#include <deque>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

struct Node {
	std::shared_ptr<Node> other;
	std::weak_ptr<Node> back;
	char body[400] = { 1 };
};

static std::unordered_map<unsigned, std::string> entries;
static std::deque<std::string> waiting;
static std::vector<std::function<std::size_t()>> handlers;
static std::string journal;

// Two that own each other are never freed.
static void rings(unsigned)
{
	for (int i = 0; i < 3; i++) {
		auto a = std::make_shared<Node>(), b = std::make_shared<Node>();

		a->other = b;
		b->other = a;
	}
}

static void rings_weak(unsigned)
{
	for (int i = 0; i < 50; i++) {
		auto a = std::make_shared<Node>(), b = std::make_shared<Node>();

		a->other = b;
		b->back = a;
	}
}

static void entries_erased(unsigned n)
{
	for (unsigned i = 0; i < 50; i++) {
		entries[50 * n + i] = std::string(100 + i, 'e');
		if (50 * n + i >= 800)
			entries.erase(50 * n + i - 800);
	}
}

// Where a key is there already, what was made for it is forgotten.
static void entries_missed(unsigned n)
{
	static std::map<unsigned, std::string *> by_key;

	for (unsigned i = 0; i < 10; i++)
		by_key.emplace((7 * n + i) % 60, new std::string(150, 'k'));
}

static void journal_grows(unsigned)
{
	journal.append(1800, 'j');
}

static void errors(unsigned n)
{
	for (unsigned i = 0; i < 40; i++)
		try {
			std::vector<int> room(500 + n % 7);
			throw std::runtime_error("round " + std::to_string(n));
		} catch (const std::exception &) {
		}
}

// Takes in more than it gives.
static void consumer_slow(unsigned)
{
	for (int i = 0; i < 14; i++)
		waiting.push_back(std::string(280, 'w'));
	for (int i = 0; i < 11; i++)
		waiting.pop_front();
}

static void consumer_even(unsigned n)
{
	for (unsigned i = 0; i < 10 + n % 9; i++)
		waiting.push_back(std::string(280, 'w'));
	for (unsigned i = 0; i < 14 && !waiting.empty(); i++)
		waiting.pop_front();
}

static void handlers_kept(unsigned n)
{
	std::vector<unsigned> room(350, n);

	handlers.push_back([room] { return room.size(); });
}

static void texts(unsigned n)
{
	std::ostringstream out;

	for (unsigned i = 0; i < 2000; i++)
		out << n << ',' << i;
}

static const struct {
	const char *name;
	void (*round)(unsigned);
} works[] = {
	{ "rings", rings },
	{ "rings-weak", rings_weak },
	{ "entries-erased", entries_erased },
	{ "entries-missed", entries_missed },
	{ "journal", journal_grows },
	{ "errors", errors },
	{ "consumer-slow", consumer_slow },
	{ "consumer-even", consumer_even },
	{ "handlers", handlers_kept },
	{ "texts", texts },
};

int main(int argc, char **argv)
{
	std::string line;

	for (const auto &work : works) {
		if (argc < 2 || std::strcmp(argv[1], work.name) != 0)
			continue;
		for (unsigned n = 0; std::getline(std::cin, line); n++) {
			work.round(n);
			std::cout << "ok" << std::endl;
		}
		return 0;
	}
	return 2;
}
