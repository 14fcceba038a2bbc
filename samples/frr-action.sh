#!/bin/sh
# frr-action.sh - what should leave the daemons as they were: an instance of RIP and one of OSPF, created and deleted.
set -e
vtysh -c 'configure terminal' -c 'router rip' -c 'network eth0' -c 'network eth1' -c 'redistribute connected' -c 'exit' \
	-c 'router ospf' -c 'network 10.0.0.0/16 area 0' -c 'redistribute connected' -c 'exit'
sleep 0.05
vtysh -c 'configure terminal' -c 'no router rip' -c 'no router ospf'
