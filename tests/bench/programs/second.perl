#!/usr/bin/perl
# second.perl WORK - as worker.perl, but other works.
use strict;
use warnings;
$| = 1;
my ($n, @kept, %kept) = (0);
my %work = (
	# parent and child know each other, and are forgotten
	parents => sub { for (1 .. 3) { my $p = { name => "p$n", room => "r" x 400 }; push @{ $p->{children} }, { parent => $p, room => "c" x 200 } } },
	# the child is taken off before
	orphans => sub { for (1 .. 30) { my $p = { name => "p$n", room => "r" x 400 }; push @{ $p->{children} }, { parent => $p, room => "c" x 200 }; delete $p->{children} } },
	expires => sub { for my $i (1 .. 15) { $kept{"$n-$i"} = "e" x 500 } if ($n >= 20) { delete $kept{ ($n - 20) . "-$_" } for 1 .. 15 } },
	patterns => sub { for my $i (1 .. 40) { my $r = qr/a{$i}b$n/; "aab" =~ $r } },
	handles => sub { for (1 .. 3) { my $room = "h" x 600; open my $file, "<", \$room; push @kept, $file } },
	closed => sub { for (1 .. 40) { my $room = "h" x 600; open my $file, "<", \$room; my $line = <$file>; close $file } },
	splits => sub { my %count; $count{$_}++ for split /,/, join ",", map { $_ * 7 % 501 } 1 .. 3000 },
);
while (<STDIN>) { $work{$ARGV[0]}->(); $n++; print "ok\n" }
