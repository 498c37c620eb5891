//! What goes out: written as JSON in one text, and parsed by the platform in one call.
//!
//! Of all ways out this is the smallest, since a text can't fail to be written: building JavaScript
//! objects field by field, as serde-wasm-bindgen does, has to deal with an error at each of them.
//! And it is the fastest for all but the shortest values.

mod open;

use std::fmt;

use js_sys::JSON;
use serde::ser::{self, Serialize, Serializer};
use wasm_bindgen::prelude::*;

use self::open::Open;
use super::read::text_of_number;
use crate::text::decimal;
use crate::value::whole_number_text;

/// A value of the core's as JavaScript has it.
pub(super) fn to_js(value: &(impl Serialize + ?Sized)) -> JsValue {
    parse(&to_json(value))
}

/// A value of the core's, to be parsed later.
pub(super) fn to_json(value: &(impl Serialize + ?Sized)) -> String {
    let mut writer = Writer(String::new());
    let Ok(()) = value.serialize(&mut writer);
    writer.0
}

/// What was written before.
pub(super) fn parse(json: &str) -> JsValue {
    JSON::parse(json).unwrap_or_default()
}

struct Writer(String);

/// The error that doesn't happen.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        unreachable!("no type of the core refuses to be serialised")
    }
}

impl Writer {
    fn open(&mut self, begin: &str, end: &'static str) -> Open<'_> {
        self.0.push_str(begin);
        Open::new(self, end)
    }

    fn variant(&mut self, variant: &str, begin: &str, end: &'static str) -> Open<'_> {
        self.0.push('{');
        self.text(variant);
        self.0.push(':');
        self.open(begin, end)
    }

    /// Begins the next part of what is open. Only what has no parts yet ends with a bracket.
    fn next(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    /// Begins the next member. Not inlined, since there are two hundred.
    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.next();
        self.text(name);
        self.0.push(':');
    }

    fn text(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(c);
                }
                '\0'..' ' => {
                    self.0.push_str("\\u00");
                    for digit in [c as u32 >> 4, c as u32 & 15] {
                        self.0.extend(char::from_digit(digit, 16));
                    }
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Open<'a>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Open<'a>;

    fn serialize_bool(self, value: bool) -> Result<(), Never> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Never> {
        if value < 0 {
            self.0.push('-');
        }
        self.serialize_u64(value.unsigned_abs())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Never> {
        self.0.push_str(&decimal(value));
        Ok(())
    }

    /// The platform knows how to write a fraction; the standard library's way is ten times this file.
    fn serialize_f64(self, value: f64) -> Result<(), Never> {
        if let Some(text) = whole_number_text(value) {
            self.0.push_str(&text);
        } else if value.is_finite() {
            self.0.push_str(&String::from(text_of_number(&value.into())));
        } else {
            self.0.push_str("null");
        }
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Never> {
        self.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Never> {
        self.text(value);
        Ok(())
    }

    fn serialize_unit(self) -> Result<(), Never> {
        self.0.push_str("null");
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Never> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        let mut open = self.open("{", "}");
        open.member(variant, value)?;
        open.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Never> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>, Never> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Never> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Never> {
        Ok(self.variant(variant, "[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Never> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Never> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Never> {
        Ok(self.variant(variant, "{", "}}"))
    }

    fn serialize_i8(self, value: i8) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }

    fn serialize_u8(self, value: u8) -> Result<(), Never> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Never> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Never> {
        self.serialize_u64(value.into())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Never> {
        self.serialize_f64(value.into())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Never> {
        value.serialize(self)
    }
}
