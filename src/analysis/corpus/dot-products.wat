;; Dot products of whole numbers of 8 bits, by SIMD instructions of 128 bits.
(module
  (memory (export "memory") 1)

  ;; Writes the dot product of each row with the query.
  ;;   query    `width` numbers of 16 bits
  ;;   row      the first row: rows of `width` numbers of 8 bits, one after the other
  ;;   count    rows, a multiple of four
  ;;   width    a multiple of eight
  ;;   out      `count` sums of 32 bits
  (func (export "dotProducts") (param $query i32) (param $row i32) (param $count i32) (param $width i32) (param $out i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $q v128)
    (local $at i32) (local $j i32)
    (block $done
      (loop $rows
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        (local.set $j (i32.const 0))
        ;; Four rows at a time: each of the query's numbers is loaded once for them.
        (loop $numbers
          (local.set $q (v128.load (i32.add (local.get $query) (i32.shl (local.get $j) (i32.const 1)))))
          (local.set $at (i32.add (local.get $row) (local.get $j)))
          (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s (local.get $q) (v128.load8x8_s (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (local.get $width)))
          (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s (local.get $q) (v128.load8x8_s (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (local.get $width)))
          (local.set $c (i32x4.add (local.get $c) (i32x4.dot_i16x8_s (local.get $q) (v128.load8x8_s (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (local.get $width)))
          (local.set $d (i32x4.add (local.get $d) (i32x4.dot_i16x8_s (local.get $q) (v128.load8x8_s (local.get $at)))))
          (br_if $numbers (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 8))) (local.get $width))))
        (i32.store (local.get $out) (call $sum (local.get $a)))
        (i32.store offset=4 (local.get $out) (call $sum (local.get $b)))
        (i32.store offset=8 (local.get $out) (call $sum (local.get $c)))
        (i32.store offset=12 (local.get $out) (call $sum (local.get $d)))
        (local.set $row (i32.add (local.get $row) (i32.shl (local.get $width) (i32.const 2))))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (local.set $count (i32.sub (local.get $count) (i32.const 4)))
        (br $rows))))

  (func $sum (param $v v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $v)) (i32x4.extract_lane 1 (local.get $v)))
      (i32.add (i32x4.extract_lane 2 (local.get $v)) (i32x4.extract_lane 3 (local.get $v))))))
