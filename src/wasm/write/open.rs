//! A list or an object that is being written, part by part.

use serde::ser::{self, Serialize};

use super::{Never, Writer};

/// What has been begun and is yet to be ended.
pub(super) struct Open<'a> {
    writer: &'a mut Writer,
    /// What ends it.
    end: &'static str,
}

impl<'a> Open<'a> {
    pub(super) fn new(writer: &'a mut Writer, end: &'static str) -> Self {
        Self { writer, end }
    }

    fn element(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Never> {
        self.writer.next();
        value.serialize(&mut *self.writer)
    }

    pub(super) fn member(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), Never> {
        self.writer.name(name);
        value.serialize(&mut *self.writer)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the traits want it")]
    pub(super) fn close(self) -> Result<(), Never> {
        self.writer.0.push_str(self.end);
        Ok(())
    }
}

/// Serde has a trait for each kind of list, which differ in names alone.
macro_rules! list {
    ($($list:ident $write:ident),+) => {
        $(impl ser::$list for Open<'_> {
            type Ok = ();
            type Error = Never;

            fn $write<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
                self.element(value)
            }

            fn end(self) -> Result<(), Never> {
                self.close()
            }
        })+
    };
}

list! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
}

/// And one for each kind of object whose members have names of ours.
macro_rules! object {
    ($($object:ident),+) => {
        $(impl ser::$object for Open<'_> {
            type Ok = ();
            type Error = Never;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Never> {
                self.member(name, value)
            }

            fn end(self) -> Result<(), Never> {
                self.close()
            }
        })+
    };
}

object! { SerializeStruct, SerializeStructVariant }

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.element(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.writer.0.push(':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Never> {
        self.close()
    }
}
