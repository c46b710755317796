// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>

namespace streamscope::ui {

/// A dialog for files in the language of the window, down to dates and kinds of files.
class FileDialog : public QFileDialog
{
    Q_OBJECT

public:
    FileDialog(QWidget* parent, const QString& title);

    /// Asks and waits; empty: nowhere. A name without an ending gets `suffix`.
    static QString whereToSave(QWidget* parent, const QString& title, const QString& proposed, const QString& filter,
                               const QString& suffix);
};

} // namespace streamscope::ui
