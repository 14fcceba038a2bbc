#!/bin/sh
# frr-heap-action.sh - what should leave the daemons as they were: an instance of RIP and one of BGP, created and deleted.
set -e
vtysh -c 'configure terminal' -c 'router rip' -c 'network eth0' -c 'redistribute connected' -c 'exit' \
	-c 'router bgp 65000' -c 'network 10.1.0.0/16' -c 'neighbor 10.0.0.2 remote-as 65001' -c 'exit'
sleep 0.05
vtysh -c 'configure terminal' -c 'no router rip' -c 'no router bgp 65000'
