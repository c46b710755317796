// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace streamscope::ui {

/// Whether that is to be opened as an experiment: one that is built in, or a file that says so. What is not is taken
/// for a trace. Reads at most the first 64 KB of the file.
bool isExperiment(const QString& nameOrPath);

/// Whether JSON text, which may be cut off or broken further on, is an object whose member "streamscope" is a version.
/// Traces that Streamscope wrote have an object of that name.
bool saysExperiment(const QByteArray& beginning);

} // namespace streamscope::ui
