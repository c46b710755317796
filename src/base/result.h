// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace streamscope {

/// Why something could not be done; the value is the exit status of the command line.
enum class ErrorKind
{
    input = 2,     ///< bad usage or bad input
    device = 3,    ///< the device is not available
    run = 4,       ///< the run failed
    cancelled = 5, ///< somebody asked for it
    unheard = 141, ///< nobody reads the output any more: what shells show of a program that SIGPIPE ended
};

/// An error with its place: `file`, then `place`, which is "LINE" or "#/json/pointer" or empty.
struct Error
{
    ErrorKind kind = ErrorKind::input;
    std::string file;
    std::string place;
    Message message;

    bool operator==(const Error&) const = default;
};

/// A value or the error that stands in its stead.
template <class T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_content.index() == 0; }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& value() { return assert(*this), *std::get_if<0>(&m_content); }
    const T& value() const { return assert(*this), *std::get_if<0>(&m_content); }
    const Error& error() const { return assert(!*this), *std::get_if<1>(&m_content); }

private:
    std::variant<T, Error> m_content;
};

/// Success, or an error.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    explicit operator bool() const { return !m_error; }
    const Error& error() const { return assert(m_error), *m_error; }

private:
    std::optional<Error> m_error;
};

using Status = Result<void>;

} // namespace streamscope
