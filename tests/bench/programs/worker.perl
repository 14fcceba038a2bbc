#!/usr/bin/perl
# worker.perl WORK - does one round of WORK for each line that it reads, and answers each with a line.
use strict;
use warnings;
use Scalar::Util qw(weaken);
$| = 1;
my ($n, @kept, %kept, $text) = (0);
my %work = (
	# closures that know themselves are never freed
	closure => sub { for (1 .. 4) { my ($f, $room) = (undef, "r" x 300); $f = sub { $f ? length $room : 0 }; $f->() } },
	# the same with a weak reference
	weakened => sub { for (1 .. 40) { my $room = "r" x 300; my $f; my $g = $f = sub { $f ? length $room : 0 }; weaken($f); $g->() } },
	journal => sub { push @kept, "entry $n " . "j" x 700 for 1 .. 2 },
	rotated => sub { push @kept, "entry $n " . "j" x 700 for 1 .. 8; shift @kept while @kept > 120 },
	sorts => sub { my @a = sort { $a <=> $b } map { ($_ * 7919 + $n) % 10007 } 1 .. 2000 },
	grows => sub { $text .= "t" x 2500 },
	# an object in two registers, taken out of one
	half => sub { my $o = { id => $n, body => "b" x 1500 }; $kept{a}{$n} = $o; $kept{b}{$n} = $o; delete $kept{a}{$n} },
	both => sub { for my $i (1 .. 10) { my $o = { id => $i, body => "b" x 1500 }; $kept{a}{$i} = $o; $kept{b}{$i} = $o; delete $kept{$_}{$i} for qw(a b) } },
);
while (<STDIN>) { $work{$ARGV[0]}->(); $n++; print "ok\n" }
