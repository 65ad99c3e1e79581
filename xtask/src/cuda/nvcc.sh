#!/bin/sh
# Compiles for one card as asked, and keeps the portable form beside it: later cards translate that when they first run it.
for word; do
    shift
    case $word in
    -gencode=arch=compute_*,code=sm_*)
        case " $* " in
        *" --ptx "*) ;;
        *) word="${word%code=*}code=[${word##*code=},compute_${word##*sm_}]" ;;
        esac
        ;;
    esac
    set -- "$@" "$word"
done
exec "$(dirname "$0")/nvcc" "$@"
