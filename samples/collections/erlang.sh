#!/bin/sh
# erlang.sh NODE - a full collection of every process of an Erlang node (RabbitMQ: rabbitmqctl force_gc does it): put it at the end of ACTION.
exec erl_call -n "$1" -a 'lists foreach [fun erlang:garbage_collect/1, erlang:processes()]' >/dev/null
