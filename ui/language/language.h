// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "base/result.h"
#include "base/time.h"

#include <QString>

#include <string>
#include <string_view>

namespace streamscope::ui {

/// Switches the application's language: its own texts, Qt's, and the default locale that the functions below follow.
/// The desktop's own dialogs are used where they speak it. Widgets hear of it by QEvent::LanguageChange. "en" or
/// "zh_CN".
void setLanguage(const QString& language);

/// "en" or "zh_CN".
std::string_view language();

inline QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// The core's messages as sentences in the application's language.
QString sentence(const Message& message);
QString sentence(const Error& error);

/// "4.76 ms"
QString duration(Ns ns);

/// For a label that wraps: a number and its unit stay on one line, and a word too long for one may break.
QString wrappable(QString text);

/// A point in time to the nanosecond below a millisecond, else to the tenth of a microsecond: "80.8052341 s".
QString instant(Ns ns);

/// Two durations in the unit of the first: "4.76 → 1.03 ms".
QString durationPair(Ns first, Ns second);

} // namespace streamscope::ui
