// An empty table in the place of ICU's data: names of languages, sorting orders, calendars, 34 MB. Swift's Foundation
// brings them, and artpipe asks for none: its texts and numbers are the same in every language. What did ask would be told
// that the data is missing. ICU offers the same as its library "stubdata".
//
// Its layout is DataHeader and UDataInfo of ICU's udata.h: 32 bytes, the format "ToCP" version 1, and a table of 0 entries.

extern const struct icu_data {
  unsigned short header_size;
  unsigned char magic[2];
  unsigned short info_size, reserved;
  unsigned char is_big_endian, charset, char_size, reserved_byte, format[4], format_version[4], data_version[4], padding[8];
  unsigned count, reserved_count;
} art_no_icu_data;

const struct icu_data art_no_icu_data = {
  .header_size = 32,
  .magic = {0xda, 0x27},
  .info_size = 20,
  .is_big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
  .char_size = 2,
  .format = {'T', 'o', 'C', 'P'},
  .format_version = {1},
};
