;; Cuts a stretch of text into runs of letters and digits and keeps those with which a name may start.
;;
;; 64 characters are told apart at once, and no step but the last of a loop depends on what the text is: a processor
;; that guesses wrong where a word ends loses more time than reading it takes; as in G. Langdale and D. Lemire, “Parsing
;; gigabytes of JSON per second” (2019). The runs are then told apart by a hash of their letters, that of wordHash.ts.
;;
;; A stretch has 4,096 UTF-16 units at most; as UTF-8 they take up to 12,288 bytes.
(module
  (memory (export "memory") 34)

  ;; Where things stand. Zeros before and after the text end its first and last run.
  (global $text (export "text") i32 (i32.const 0x100))
  ;; The starts and ends of all runs in turn, and their hashes: 0 where one is not known.
  (global $edges (export "edges") i32 (i32.const 0x4000))
  (global $hashes (export "hashes") i32 (i32.const 0x9000))
  ;; What is neither letter, digit nor space.
  (global $marks (export "marks") i32 (i32.const 0xc000))
  ;; What is outside of ASCII.
  (global $foreigners i32 (i32.const 0x11000))
  ;; The numbers of the runs that are kept.
  (global $kept (export "kept") i32 (i32.const 0x16000))
  ;; A Bloom filter with two bits a hash.
  (global $filter (export "filter") i32 (i32.const 0x20000))

  (global $runCount (export "runCount") (mut i32) (i32.const 0))
  (global $markCount (export "markCount") (mut i32) (i32.const 0))

  ;; What stands for a unit outside of ASCII. It counts as a letter.
  (global $foreign i32 (i32.const 0x7f))

  ;; Reads the text, given as so many bytes of UTF-8 for so many units. The places of marks are counted from `base`.
  ;; Gives the number of runs kept.
  (func (export "read")
    (param $bytes i32) (param $units i32) (param $base i32) (param $shift i32)
    (param $isCutBefore i32) (param $isCutAfter i32)
    (result i32)
    (local $pastEdges i32)
    (if (i32.ne (local.get $bytes) (local.get $units)) (then (call $toUnits (local.get $bytes))))
    ;; A run that goes on outside of the stretch has no hash.
    (if (local.get $isCutBefore) (then (i32.store8 (global.get $text) (global.get $foreign))))
    (if (local.get $isCutAfter) (then
      (i32.store8 (i32.sub (i32.add (global.get $text) (local.get $units)) (i32.const 1)) (global.get $foreign))))
    (memory.fill (i32.add (global.get $text) (local.get $units)) (i32.const 0) (i32.const 80))
    (local.set $pastEdges (call $cut (local.get $units) (local.get $base)))
    (call $keep (local.get $pastEdges) (local.get $shift)))

  ;; Makes of the UTF-8 one byte a unit.
  (func $toUnits (param $bytes i32)
    (local $from i32) (local $to i32) (local $past i32) (local $byte i32)
    (local.set $to (local.tee $from (global.get $text)))
    (local.set $past (i32.add (local.get $from) (local.get $bytes)))
    (loop $each
      (local.set $byte (i32.load8_u (local.get $from)))
      (i32.store8 (local.get $to)
        (select (local.get $byte) (global.get $foreign) (i32.lt_u (local.get $byte) (i32.const 0x80))))
      ;; Bytes that go on with a character add nothing, and one that starts four adds two in the place of itself and the
      ;; next.
      (local.set $to (i32.add (local.get $to) (i32.ne (i32.and (local.get $byte) (i32.const 0xc0)) (i32.const 0x80))))
      (if (i32.ge_u (local.get $byte) (i32.const 0xf0)) (then
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (i32.store8 (local.get $to) (global.get $foreign))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br_if $each (i32.lt_u (local.get $from) (local.get $past)))))

  ;; Lists the edges of runs, the marks and the units outside of ASCII. Gives the end of the list of edges.
  (func $cut (param $units i32) (param $base i32) (result i32)
    (local $at i32) (local $lane i32)
    (local $v v128) (local $isForeign v128) (local $isRun v128)
    (local $foreigners i64) (local $runs i64) (local $quiet i64) (local $before i64)
    (local $edge i32) (local $mark i32) (local $foreigner i32)
    (local.set $edge (global.get $edges))
    (local.set $mark (global.get $marks))
    (local.set $foreigner (global.get $foreigners))
    (loop $chunk
      (local.set $foreigners (i64.const 0))
      (local.set $runs (i64.const 0))
      (local.set $quiet (i64.const 0))
      (local.set $lane (i32.const 0))
      (loop $quarter
        (local.set $v (v128.load (i32.add (global.get $text) (i32.add (local.get $at) (local.get $lane)))))
        (local.set $isForeign (i8x16.eq (local.get $v) (i8x16.splat (global.get $foreign))))
        (local.set $isRun (v128.or (local.get $isForeign) (v128.or
          ;; From `a` to `z`, whatever the case: moved to the bottom of the signed numbers, below the 26th.
          (i8x16.lt_s
            (i8x16.sub (v128.or (local.get $v) (i8x16.splat (i32.const 0x20))) (i8x16.splat (i32.const 0xe1)))
            (i8x16.splat (i32.const -102)))
          ;; From `0` to `9`.
          (i8x16.lt_s (i8x16.sub (local.get $v) (i8x16.splat (i32.const 0xb0))) (i8x16.splat (i32.const -118))))))
        (local.set $foreigners (i64.or (local.get $foreigners) (call $bits (local.get $isForeign) (local.get $lane))))
        (local.set $runs (i64.or (local.get $runs) (call $bits (local.get $isRun) (local.get $lane))))
        (local.set $quiet (i64.or (local.get $quiet) (call $bits
          (v128.or (local.get $isRun) (i8x16.eq (local.get $v) (i8x16.splat (i32.const 0x20)))) (local.get $lane))))
        (local.set $lane (i32.add (local.get $lane) (i32.const 16)))
        (br_if $quarter (i32.lt_u (local.get $lane) (i32.const 64))))
      (local.set $edge (call $list (local.get $edge)
        (i64.xor (local.get $runs) (i64.or (i64.shl (local.get $runs) (i64.const 1)) (local.get $before)))
        (local.get $at)))
      (local.set $before (i64.shr_u (local.get $runs) (i64.const 63)))
      (local.set $mark (call $list (local.get $mark)
        (i64.xor (local.get $quiet) (i64.const -1))
        (i32.add (local.get $base) (local.get $at))))
      (local.set $foreigner (call $list (local.get $foreigner) (local.get $foreigners) (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      ;; One unit more than there is, since the last run may end with the text.
      (br_if $chunk (i32.le_u (local.get $at) (local.get $units))))
    (i32.store (local.get $foreigner) (i32.const 0x7fffffff))
    (global.set $markCount (i32.shr_u (i32.sub (local.get $mark) (global.get $marks)) (i32.const 2)))
    (local.get $edge))

  (func $bits (param $lanes v128) (param $shift i32) (result i64)
    (i64.shl (i64.extend_i32_u (i8x16.bitmask (local.get $lanes))) (i64.extend_i32_u (local.get $shift))))

  ;; Adds the places of the bits that are set to a list, counted from `base`. Gives the end of the list.
  ;; It adds four at a time, since a processor guesses wrong where a loop ends; what is too much, the next overwrites.
  (func $list (param $end i32) (param $bits i64) (param $base i32) (result i32)
    (local $at i32)
    (local.set $at (local.get $end))
    (local.set $end (i32.add (local.get $end) (i32.shl (i32.wrap_i64 (i64.popcnt (local.get $bits))) (i32.const 2))))
    (if (i32.lt_u (local.get $at) (local.get $end)) (then
      (loop $each
        (i32.store (local.get $at) (i32.add (local.get $base) (i32.wrap_i64 (i64.ctz (local.get $bits)))))
        (local.set $bits (i64.and (local.get $bits) (i64.sub (local.get $bits) (i64.const 1))))
        (i32.store offset=4 (local.get $at) (i32.add (local.get $base) (i32.wrap_i64 (i64.ctz (local.get $bits)))))
        (local.set $bits (i64.and (local.get $bits) (i64.sub (local.get $bits) (i64.const 1))))
        (i32.store offset=8 (local.get $at) (i32.add (local.get $base) (i32.wrap_i64 (i64.ctz (local.get $bits)))))
        (local.set $bits (i64.and (local.get $bits) (i64.sub (local.get $bits) (i64.const 1))))
        (i32.store offset=12 (local.get $at) (i32.add (local.get $base) (i32.wrap_i64 (i64.ctz (local.get $bits)))))
        (local.set $bits (i64.and (local.get $bits) (i64.sub (local.get $bits) (i64.const 1))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $each (i32.lt_u (local.get $at) (local.get $end))))))
    (local.get $end))

  ;; Hashes the runs; lists those that the filter knows, and all that hold something outside of ASCII. Gives how many.
  (func $keep (param $past i32) (param $shift i32) (result i32)
    (local $edge i32) (local $number i32) (local $kept i32) (local $foreigner i32)
    (local $start i32) (local $end i32) (local $length i32)
    (local $hash i32) (local $word i32) (local $passes i32)
    (local.set $edge (global.get $edges))
    (local.set $kept (global.get $kept))
    (local.set $foreigner (global.get $foreigners))
    (block $done (loop $run
      (br_if $done (i32.ge_u (local.get $edge) (local.get $past)))
      (local.set $start (i32.load (local.get $edge)))
      (local.set $end (i32.load offset=4 (local.get $edge)))
      (local.set $length (i32.sub (local.get $end) (local.get $start)))
      (local.set $hash (call $hashOf
        (i64.and
          (call $letters (i32.add (global.get $text) (local.get $start)))
          ;; So many of eight letters as there are.
          (select (i64.const -1)
            (i64.sub (i64.shl (i64.const 1) (i64.extend_i32_u (i32.shl (local.get $length) (i32.const 3)))) (i64.const 1))
            (i32.gt_u (local.get $length) (i32.const 7))))
        (i64.and
          (call $letters (i32.sub (i32.add (global.get $text) (local.get $end)) (i32.const 8)))
          (select (i64.const -1) (i64.const 0) (i32.gt_u (local.get $length) (i32.const 8))))
        (local.get $length)))
      (if (i32.gt_u (local.get $length) (i32.const 16)) (then
        (local.set $hash (i32.xor (local.get $hash) (call $between (local.get $start) (local.get $end))))))
      (local.set $word (i32.load (i32.add (global.get $filter)
        (i32.shl (i32.shr_u (local.get $hash) (local.get $shift)) (i32.const 2)))))
      (local.set $passes (i32.and (i32.const 1) (i32.and
        (i32.shr_u (local.get $word) (local.get $hash))
        (i32.shr_u (local.get $word) (i32.shr_u (local.get $hash) (i32.const 5))))))
      (if (i32.lt_u (i32.load (local.get $foreigner)) (local.get $end)) (then
        (local.set $hash (i32.const 0))
        (local.set $passes (i32.const 1))
        (loop $next
          (local.set $foreigner (i32.add (local.get $foreigner) (i32.const 4)))
          (br_if $next (i32.lt_u (i32.load (local.get $foreigner)) (local.get $end))))))
      (i32.store (i32.add (global.get $hashes) (i32.shl (local.get $number) (i32.const 2))) (local.get $hash))
      (i32.store (local.get $kept) (local.get $number))
      (local.set $kept (i32.add (local.get $kept) (i32.shl (local.get $passes) (i32.const 2))))
      (local.set $number (i32.add (local.get $number) (i32.const 1)))
      (local.set $edge (i32.add (local.get $edge) (i32.const 8)))
      (br $run)))
    (global.set $runCount (local.get $number))
    (i32.shr_u (i32.sub (local.get $kept) (global.get $kept)) (i32.const 2)))

  ;; Of the letters of a long word between the first eight and the last.
  (func $between (param $start i32) (param $end i32) (result i32)
    (local $at i32) (local $past i32) (local $letters i64) (local $hash i32)
    (local.set $at (i32.add (global.get $text) (i32.add (local.get $start) (i32.const 8))))
    (local.set $past (i32.add (global.get $text) (i32.sub (local.get $end) (i32.const 8))))
    (loop $each
      (local.set $letters (call $letters (local.get $at)))
      (local.set $hash (call $mix (local.get $hash)
        (i32.wrap_i64 (local.get $letters))
        (i32.wrap_i64 (i64.shr_u (local.get $letters) (i64.const 32)))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $each (i32.lt_u (local.get $at) (local.get $past))))
    (local.get $hash))

  ;; As `mix` in wordHash.ts.
  (func $mix (param $hash i32) (param $low i32) (param $high i32) (result i32)
    (i32.mul
      (i32.xor
        (i32.mul (i32.xor (local.get $hash) (local.get $low)) (i32.const 0x27d4eb2f))
        (local.get $high))
      (i32.const 0x165667b1)))

  ;; Eight characters, letters without case.
  (func $letters (param $at i32) (result i64)
    (i64.or (i64.load (local.get $at)) (i64.const 0x2020202020202020)))

  ;; As `hashOf` in wordHash.ts.
  (func $hashOf (param $first i64) (param $last i64) (param $length i32) (result i32)
    (local $hash i32)
    (local.set $hash (i32.xor
      (i32.xor
        (i32.xor
          (i32.mul (i32.wrap_i64 (local.get $first)) (i32.const 0x85ebca6b))
          (i32.mul (i32.wrap_i64 (i64.shr_u (local.get $first) (i64.const 32))) (i32.const 0xc2b2ae35)))
        (i32.xor
          (i32.mul (i32.wrap_i64 (local.get $last)) (i32.const 0x27d4eb2f))
          (i32.mul (i32.wrap_i64 (i64.shr_u (local.get $last) (i64.const 32))) (i32.const 0x165667b1))))
      (local.get $length)))
    (local.set $hash (i32.mul
      (i32.xor (local.get $hash) (i32.shr_u (local.get $hash) (i32.const 15)))
      (i32.const 0x9e3779b1)))
    (i32.xor (local.get $hash) (i32.shr_u (local.get $hash) (i32.const 15))))
)
