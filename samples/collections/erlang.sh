#!/bin/sh
# erlang.sh NODE [COOKIE] - a full collection of every process of an Erlang node (RabbitMQ: rabbitmqctl force_gc does it): put it at the end of ACTION.
# Without COOKIE that of ~/.erlang.cookie is used.
node=$1 cookie=${2-}
echo '[erlang:garbage_collect(P) || P <- erlang:processes()], ok.' | erl_call -n "$node" ${cookie:+-c "$cookie"} -e >/dev/null
